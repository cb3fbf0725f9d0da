namespace Reprise.Learning.Observation;

/// <summary>Is told how one observed fit ends: exactly one of the two is called, once, before the caller has the result. Neither may throw.</summary>
public interface IFitScope
{
    /// <summary>The fit gave a result.</summary>
    void Succeeded(FitOutcome outcome);

    /// <summary>The fit ended in an exception, which goes on to the caller.</summary>
    void Failed(Exception error);
}
