namespace Reprise.Autolog.Steps;

/// <summary>Measures steps that follow one another and reports them.</summary>
public sealed class StepClock(TimeProvider time, IProgress<StepProgress>? progress)
{
    private readonly List<KeyValuePair<string, double>> _seconds = [];
    private readonly long _start = time.GetTimestamp();
    private string _step = "";
    private string _words = "";
    private long _stepStart;

    /// <summary>The finished steps and <c>total</c>, in seconds.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Seconds => [.. _seconds, new("total", Elapsed(_start))];

    /// <summary>A step begins.</summary>
    public void Begin(string step, string words)
    {
        (_step, _words, _stepStart) = (step, words, time.GetTimestamp());
        progress?.Report(new StepProgress(step, words, 0));
    }

    /// <summary>The step is done in part, 0 to 1.</summary>
    public void At(double done) => progress?.Report(new StepProgress(_step, _words, Math.Min(done, 0.999)));

    /// <summary>The step is done, with what came of it.</summary>
    public void End(string words)
    {
        _seconds.Add(new(_step, Elapsed(_stepStart)));
        progress?.Report(new StepProgress(_step, words, 1));
    }

    private double Elapsed(long since) => Math.Round(time.GetElapsedTime(since).TotalSeconds, 3);
}
