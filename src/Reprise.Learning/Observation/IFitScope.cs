using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Observation;

/// <summary>Is told how one observed fit ends: exactly one of the two is called, once.</summary>
public interface IFitScope
{
    /// <summary>The fit gave a model.</summary>
    void Succeeded(ITabularModel model);

    /// <summary>The fit ended in an exception, which goes on to the caller.</summary>
    void Failed(Exception error);
}
