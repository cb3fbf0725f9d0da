using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Users;

/// <summary><c>reprise users set-password</c>.</summary>
internal sealed class SetPasswordCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };
    private readonly PasswordInput _password = new();
    private readonly AccessStore _store = new();

    public SetPasswordCommand(Terminal terminal)
        : base(terminal, "set-password", "Give a user a new password and end all sessions; also the way back in when an administrator's is lost.")
    {
        Add(_name);
        _password.AddTo(this);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise users set-password admin", "reprise users set-password ada --password-stdin"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        var (password, isNew) = await _password.ReadAsync(arguments, cancellationToken);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Accounts.SetPasswordAsync(name, password, cancellationToken);
        if (isNew)
        {
            PasswordInput.Show(Terminal, name, password);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"{name} has the new password.");
        }

        return ExitCode.Ok;
    }
}
