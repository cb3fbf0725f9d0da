using System.Globalization;

namespace Reprise.Tracking.Mlruns;

/// <summary>What an import did and what it could not do. Not thread-safe.</summary>
public sealed class ImportLog
{
    /// <summary>Problems kept; more are counted only.</summary>
    public const int MaxProblems = 10_000;

    private readonly List<string> _problems = [];
    private readonly List<string> _notes = [];

    /// <summary>Experiments that are in the store now.</summary>
    public int Experiments { get; internal set; }

    /// <summary>Runs that are in the store now.</summary>
    public int Runs { get; internal set; }

    /// <summary>Points of metrics read; those that were in the store already count too.</summary>
    public long MetricPoints { get; internal set; }

    /// <summary>Artifact files written; those that were there with the same size do not count.</summary>
    public int Files { get; internal set; }

    /// <summary>Logged models that are in the store now.</summary>
    public int LoggedModels { get; internal set; }

    /// <summary>Versions of registered models that are in the store now.</summary>
    public int ModelVersions { get; internal set; }

    /// <summary>What was not imported: path, line where there is one, and why.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Problems found, those beyond <see cref="MaxProblems"/> included.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>What was imported otherwise than it was, such as an experiment under another id.</summary>
    public IReadOnlyList<string> Notes => _notes;

    internal void Note(string note) => _notes.Add(note);

    internal void Problem(string path, string why)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
        {
            _problems.Add($"{path}: {why}");
        }
    }

    internal void Problem(string path, int line, string why) => Problem(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}"), why);
}
