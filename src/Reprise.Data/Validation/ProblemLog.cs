namespace Reprise.Data.Validation;

/// <summary>Counts every problem by rule and column and keeps the first of them.</summary>
internal sealed class ProblemLog(int capacity)
{
    private static readonly int RuleCount = Enum.GetValues<ValidationRule>().Length;
    private readonly List<ValidationProblem> _kept = [];
    private readonly Tally _all = new();
    private readonly Dictionary<string, Tally> _byColumn = new(StringComparer.Ordinal);

    public IReadOnlyList<ValidationProblem> Kept => _kept;

    public long Errors { get; private set; }

    public long Warnings { get; private set; }

    public void Add(ValidationProblem problem)
    {
        Count(problem.Rule, problem.Severity, problem.Column, 1);
        if (_kept.Count < capacity)
        {
            _kept.Add(problem);
        }
    }

    /// <summary>Counts problems that nobody described.</summary>
    public void Count(ValidationRule rule, Severity severity, string? column, long count)
    {
        if (severity == Severity.Error)
        {
            Errors += count;
        }
        else
        {
            Warnings += count;
        }

        _all.Add(rule, severity, count);
        if (column is not null)
        {
            if (!_byColumn.TryGetValue(column, out var tally))
            {
                _byColumn.Add(column, tally = new Tally());
            }

            tally.Add(rule, severity, count);
        }
    }

    public IReadOnlyList<RuleSummary> ByRule() => _all.Summaries();

    public IReadOnlyList<ColumnSummary> ByColumn(IEnumerable<string> order) =>
        [
            .. order.Concat(_byColumn.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Where(_byColumn.ContainsKey)
                .Select(column => (column, rules: _byColumn[column].Summaries()))
                .Select(entry => new ColumnSummary { Column = entry.column, Count = entry.rules.Sum(rule => rule.Count), ByRule = entry.rules }),
        ];

    private sealed class Tally
    {
        private readonly long[] _counts = new long[RuleCount];
        private readonly Severity[] _severities = new Severity[RuleCount];

        public void Add(ValidationRule rule, Severity severity, long count)
        {
            _counts[(int)rule] += count;
            _severities[(int)rule] = severity;
        }

        public IReadOnlyList<RuleSummary> Summaries() =>
            [.. Enum.GetValues<ValidationRule>().Where(rule => _counts[(int)rule] > 0).Select(rule => new RuleSummary(rule, _severities[(int)rule], _counts[(int)rule]))];
    }
}
