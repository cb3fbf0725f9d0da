using System.Globalization;

namespace Reprise.Learning.Preprocessing;

/// <summary>Problems of a table in words, up to a limit; beyond it they are counted and neither worded nor kept.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly List<string> _lines = [];

    /// <summary>How many problems there are, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a problem, written in the invariant culture.</summary>
    public void Add(FormattableString problem)
    {
        if (Count >= limit)
        {
            Count++;
            return;
        }

        AddText(problem.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Adds a problem; one that is there already is not added again.</summary>
    public void AddText(string problem)
    {
        if (Count >= limit || !_lines.Contains(problem))
        {
            if (Count++ < limit)
            {
                _lines.Add(problem);
            }
        }
    }

    /// <summary>One line per problem kept, then how many more there are.</summary>
    public override string ToString()
    {
        var lines = string.Join(Environment.NewLine, _lines);
        return Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{lines}{Environment.NewLine}… and {Count - limit} more.") : lines;
    }
}
