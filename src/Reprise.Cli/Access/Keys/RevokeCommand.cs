using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Keys;

/// <summary><c>reprise keys revoke</c>.</summary>
internal sealed class RevokeCommand : RepriseCommand
{
    private readonly Argument<string> _prefix = new("PREFIX") { Description = "The key's prefix, as `reprise keys list` shows it." };
    private readonly AccessStore _store = new();

    public RevokeCommand(Terminal terminal)
        : base(terminal, "revoke", "End an API key; a running server refuses it from its next request on.")
    {
        Add(_prefix);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise keys revoke k3m9qw7xz2ab"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Keys.RevokeAsync(arguments.GetRequiredValue(_prefix), cancellationToken);
        Terminal.OutputWriter.WriteLine("The key is revoked.");
        return ExitCode.Ok;
    }
}
