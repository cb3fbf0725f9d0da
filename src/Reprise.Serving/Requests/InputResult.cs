using Reprise.Core.Tables;

namespace Reprise.Serving.Requests;

/// <summary>A request after checking: a table that fits the model, or every problem it has.</summary>
public sealed record InputResult
{
    /// <summary>The rows with the model's columns; null when there are problems.</summary>
    public Table? Table { get; init; }

    /// <summary>What is wrong, in reading order, up to the limit.</summary>
    public IReadOnlyList<InputProblem> Problems { get; init; } = [];

    /// <summary>How many problems there are, the unlisted included.</summary>
    public int ProblemCount { get; init; }

    /// <summary>Columns of the request that the signature does not name; they are not used.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Whether the request was one row outside a list, so that the answer is one too.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Whether probabilities were asked for beside the labels.</summary>
    public bool WithProbabilities { get; init; }

    /// <summary>Whether the body could not be read at all.</summary>
    public bool IsMalformed => Problems.Any(problem => problem.Rule is InputRules.Json or InputRules.Csv);

    /// <summary>All listed problems as lines, with the number of the unlisted.</summary>
    public string Describe()
    {
        var lines = Problems.Select(problem => problem.ToString());
        return string.Join('\n', ProblemCount > Problems.Count ? lines.Append($"… and {ProblemCount - Problems.Count} more.") : lines);
    }
}
