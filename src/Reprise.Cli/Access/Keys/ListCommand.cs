using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Keys;

/// <summary><c>reprise keys list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly Argument<string?> _account = new("ACCOUNT") { Description = "Whose keys; everybody's when left out.", Arity = ArgumentArity.ZeroOrOne };
    private readonly AccessStore _store = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List API keys, newest first, with their last use. The keys themselves are kept nowhere.")
    {
        Add(_account);
        _store.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise keys list", "reprise keys list nightly --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var keys = await tracking.Access.Keys.ListAsync(arguments.GetValue(_account), cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. keys.Select(KeyView.Of)], CliJson.Text.KeyViewArray);
            return ExitCode.Ok;
        }

        var table = new TextTable("prefix", "account", "label", "created", "expires", "revoked", "last used");
        foreach (var key in keys)
        {
            table.Add(
                key.Prefix, key.Account, key.Label, Format.Time(key.CreatedAt), Format.Time(key.ExpiresAt), Format.Time(key.RevokedAt), Format.Time(key.LastUsedAt));
        }

        table.Write(Terminal);
        return ExitCode.Ok;
    }
}
