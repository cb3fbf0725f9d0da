using Reprise.Cli.Shell;

namespace Reprise.Cli.Models;

/// <summary>The <c>--gate-tolerance</c> option: how much worse than the live version a new one may be.</summary>
internal sealed class GateToleranceOption()
    : NumberOption<double>("--gate-tolerance", "How much lower than the live version's the metric may be.", 0.02, 0, double.MaxValue);
