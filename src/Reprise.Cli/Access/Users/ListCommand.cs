using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Users;

/// <summary><c>reprise users list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly AccessStore _store = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List users and service accounts.")
    {
        _store.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise users list", "reprise users list --json --home /srv/reprise"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var accounts = await tracking.Access.Accounts.ListAsync(cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. accounts.Select(UserView.Of)], CliJson.Text.UserViewArray);
            return ExitCode.Ok;
        }

        var table = new TextTable("name", "kind", "admin", "created");
        foreach (var account in accounts)
        {
            table.Add(account.Name, UserView.Words(account.Kind), account.IsAdmin ? "yes" : "", Format.Time(account.CreatedAt));
        }

        table.Write(Terminal);
        return ExitCode.Ok;
    }
}
