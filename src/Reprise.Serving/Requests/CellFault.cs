namespace Reprise.Serving.Requests;

/// <summary>Why a value does not fit its column.</summary>
internal readonly record struct CellFault(string Rule, string Expected);
