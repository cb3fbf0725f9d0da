using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>A fitted encoder that notes problems instead of throwing, so that several of them can list theirs together.</summary>
internal interface ITableReader : ITableEncoderModel
{
    /// <summary>The matrix of <see cref="ITableEncoderModel.Transform"/>; means nothing when a problem was noted.</summary>
    Matrix Read(Table table, ProblemList problems);
}
