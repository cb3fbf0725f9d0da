using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Access;

namespace Reprise.Cli.Access.Users;

/// <summary><c>reprise users create</c>.</summary>
internal sealed class CreateCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What the user signs in with: letters, digits and . _ @ + -" };
    private readonly Option<bool> _service = new("--service") { Description = "A service account: no password, only API keys." };
    private readonly Option<bool> _admin = new("--admin") { Description = "May do everything." };
    private readonly PasswordInput _password = new();
    private readonly AccessStore _store = new();
    private readonly JsonOption _json = new();

    public CreateCommand(Terminal terminal)
        : base(terminal, "create", "Create a user or a service account.")
    {
        Add(_name);
        Add(_service);
        Add(_admin);
        _password.AddTo(this);
        _store.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise users create ada", "reprise users create ada --admin --password-stdin", "reprise users create nightly --service --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var service = arguments.GetValue(_service);
        var (password, isNew) = service ? (null, false) : await _password.ReadAsync(arguments, cancellationToken);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var account = await tracking.Access.Accounts.CreateAsync(
            arguments.GetRequiredValue(_name), service ? ActorKind.ServiceAccount : ActorKind.User, password, arguments.GetValue(_admin), cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(UserView.Of(account) with { Password = isNew ? password : null }, CliJson.Text.UserView);
        }
        else if (isNew)
        {
            PasswordInput.Show(Terminal, account.Name, password!);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"{account.Name} is created.{(service ? $" `reprise keys create {account.Name}` makes a key for it." : "")}");
        }

        return ExitCode.Ok;
    }
}
