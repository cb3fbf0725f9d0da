using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Keys;

/// <summary><c>reprise keys create</c>.</summary>
internal sealed class CreateCommand : RepriseCommand
{
    private readonly Argument<string> _account = new("ACCOUNT") { Description = "The user or service account the key acts for." };
    private readonly Option<string> _label = new("--label") { Description = "What the key is for.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private readonly NumberOption<int> _days = new("--days", "Days until the key expires; without it the key does not expire.", null, 1, 36_500);
    private readonly AccessStore _store = new();
    private readonly JsonOption _json = new();

    public CreateCommand(Terminal terminal)
        : base(terminal, "create", "Make an API key and show it once. Clients send it as MLFLOW_TRACKING_TOKEN.")
    {
        Add(_account);
        Add(_label);
        Add(_days);
        _store.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise keys create nightly --label \"build server\" --days 90", "reprise keys create ada --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var lifetime = _days.Of(arguments) is { } days ? TimeSpan.FromDays(days) : (TimeSpan?)null;
        var (key, secret) = await tracking.Access.Keys.CreateAsync(
            arguments.GetRequiredValue(_account), arguments.GetRequiredValue(_label), lifetime, cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(KeyView.Of(key) with { Key = secret }, CliJson.Text.KeyView);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(secret);
            Terminal.ErrorWriter.WriteLine($"This key acts for {key.Account}. It is shown this once and kept nowhere; `reprise keys revoke {key.Prefix}` ends it.");
        }

        return ExitCode.Ok;
    }
}
