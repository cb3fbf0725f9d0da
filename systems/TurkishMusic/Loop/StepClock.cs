namespace TurkishMusic.Loop;

/// <summary>Measures steps that follow one another and reports them.</summary>
internal sealed class StepClock(TimeProvider time, IProgress<EmotionProgress>? progress)
{
    private readonly List<KeyValuePair<string, double>> _seconds = [];
    private readonly long _start = time.GetTimestamp();
    private string _step = "";
    private string _words = "";
    private long _stepStart;

    /// <summary>The finished steps and <c>total</c>, in seconds.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Seconds => [.. _seconds, new("total", Elapsed(_start))];

    public void Begin(string step, string words)
    {
        (_step, _words, _stepStart) = (step, words, time.GetTimestamp());
        progress?.Report(new EmotionProgress(step, words, 0));
    }

    public void At(double done) => progress?.Report(new EmotionProgress(_step, _words, Math.Min(done, 0.999)));

    public void End(string words)
    {
        _seconds.Add(new(_step, Elapsed(_stepStart)));
        progress?.Report(new EmotionProgress(_step, words, 1));
    }

    private double Elapsed(long since) => Math.Round(time.GetElapsedTime(since).TotalSeconds, 3);
}
