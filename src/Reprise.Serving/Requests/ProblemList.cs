namespace Reprise.Serving.Requests;

/// <summary>Problems of a request up to a limit; those beyond are counted.</summary>
internal sealed class ProblemList(int limit)
{
    private readonly List<InputProblem> _problems = [];

    public IReadOnlyList<InputProblem> Listed => _problems;

    public int Count { get; private set; }

    public void Add(
        IReadOnlyList<object> location, string rule, string message, string? value = null, int? row = null, string? column = null)
    {
        Count++;
        if (_problems.Count < limit)
        {
            _problems.Add(new InputProblem
            {
                Location = location,
                Rule = rule,
                Message = message,
                Row = row,
                Column = column,
                Value = value is { Length: > 100 } ? value[..100] + "…" : value,
            });
        }
    }
}
