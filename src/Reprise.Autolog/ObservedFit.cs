using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Autolog;

/// <summary>A fit that ended: with a model or with an error.</summary>
internal sealed record ObservedFit(
    object Pipeline, Table Table, string? Target, ITabularModel? Model, Exception? Error, DateTimeOffset Start, DateTimeOffset End);
