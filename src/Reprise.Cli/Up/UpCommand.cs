using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Serving.Models;
using Reprise.Tracking.Access;

namespace Reprise.Cli.Up;

/// <summary><c>reprise up</c>: tracking, registry, serving and the studio on one port until Ctrl-C.</summary>
internal sealed class UpCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _backendStore = new();
    private readonly JsonOption _json = new();
    private readonly NumberOption<int> _port = new("--port", "Port to listen on; 0 takes a free one.", 5000, 0, IPEndPoint.MaxPort);
    private readonly Option<string> _host = new("--host")
    {
        Description = "Address to listen on; 0.0.0.0 for every network interface. On any but loopback callers must sign in.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = "Model behind /invocations, such as models:/NAME@production. Default: the one registered model with the alias production.",
        HelpName = "URI",
    };

    private readonly Option<string> _destination = new("--artifacts-destination")
    {
        Description = "Folder or bucket behind mlflow-artifacts:/, such as s3://bucket/prefix. Default: $MLFLOW_ARTIFACTS_DESTINATION, else artifacts in the home.",
        HelpName = "URI",
    };

    private readonly Option<string> _root = new("--default-artifact-root")
    {
        Description = "Where new experiments keep files when clients shall reach them by themselves, such as s3://bucket/prefix. "
            + "Default: $MLFLOW_DEFAULT_ARTIFACT_ROOT, else mlflow-artifacts:/, through this server.",
        HelpName = "URI",
    };

    private readonly Option<bool> _auth = new("--auth") { Description = "Callers must sign in, also on loopback. The first start shows an administrator's password once." };
    private readonly Option<bool> _noAuth = new("--no-auth") { Description = "Nobody has to sign in, whatever the address: whoever reaches the server may do everything." };
    private readonly Option<string> _defaultPermission = new("--default-permission")
    {
        Description = "What a caller may do where no permission was given: deny, read, edit or manage. MLflow's own default is read.",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => "deny",
    };

    private readonly Option<string> _oidcIssuer = new("--oidc-issuer") { Description = "Identity provider whose bearer tokens are accepted.", HelpName = "URL" };
    private readonly Option<string> _oidcAudience = new("--oidc-audience") { Description = "The audience its tokens must name.", HelpName = "NAME" };
    private readonly Option<string> _oidcName = new("--oidc-name-claim") { Description = "The claim that names the caller.", HelpName = "CLAIM", DefaultValueFactory = _ => "sub" };
    private readonly Option<string> _oidcGroups = new("--oidc-groups-claim") { Description = "The claim that lists the caller's groups.", HelpName = "CLAIM", DefaultValueFactory = _ => "groups" };
    private readonly NumberOption<int> _rate = new(
        "--rate", "Requests a second of one caller, and twice as many of one address; 0 for no limit. Default 500 where callers must sign in, else 0.", null, 0, 500_000);

    private readonly Option<string[]> _allowHost = new("--allow-host") { Description = "A further host name requests may carry; may be repeated.", HelpName = "NAME" };

    private readonly Option<bool> _httpWebhooks = new("--allow-http-webhooks") { Description = "Let webhooks post to http:// as well as https://." };

    private readonly Option<bool> _privateWebhooks = new("--allow-private-webhooks")
    {
        Description = "Let webhooks reach this machine and private networks.",
    };

    private readonly NumberOption<int> _workers = new(
        "--workers", "Accepted for scripts written for MLflow and without effect: one process serves all cores.", null, 1, 1024);

    public UpCommand(Terminal terminal)
        : base(terminal, "up", "Start the server: studio, tracking API, model registry and predictions on one port, until Ctrl-C.")
    {
        Aliases.Add("server");   // MLflow's name for it
        Add(_home);
        Add(_backendStore);
        Add(_port);
        Add(_host);
        Add(_allowHost);
        Add(_auth);
        Add(_noAuth);
        Add(_defaultPermission);
        Add(_oidcIssuer);
        Add(_oidcAudience);
        Add(_oidcName);
        Add(_oidcGroups);
        Add(_rate);
        Add(_model);
        Add(_destination);
        Add(_root);
        Add(_httpWebhooks);
        Add(_privateWebhooks);
        Add(_workers);
        Add(_json);
        Validators.Add(result =>
        {
            if (result.GetValue(_auth) && result.GetValue(_noAuth))
            {
                result.AddError("Give --auth or --no-auth, not both.");
            }

            if (result.GetValue(_oidcIssuer) is null != result.GetValue(_oidcAudience) is null)
            {
                result.AddError("--oidc-issuer and --oidc-audience go together.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        [
            "reprise up", "reprise up --port 8080 --home /srv/reprise", "reprise up --host 0.0.0.0 --allow-host ml.example.org", "reprise up --auth --default-permission read",
            "reprise server --backend-store-uri postgresql://mlflow@db.example.org/mlflow --port 8080", "reprise up --artifacts-destination s3://my-bucket/artifacts",
            "reprise up --port 0 --json --model models:/turkish-music-emotion@production",
        ];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new RepriseServerOptions
        {
            Home = _home.Of(arguments),
            BackendStore = _backendStore.Of(arguments),
            Host = arguments.GetRequiredValue(_host),
            Port = arguments.GetValue(_port),
            Model = arguments.GetValue(_model) is { } model ? ModelUri.Parse(model).ToString() : null,
            ArtifactsDestination = arguments.GetValue(_destination),
            DefaultArtifactRoot = arguments.GetValue(_root),
            AllowedHosts = arguments.GetValue(_allowHost) ?? [],
            AllowHttpWebhooks = arguments.GetValue(_httpWebhooks),
            AllowPrivateWebhooks = arguments.GetValue(_privateWebhooks),
            Access = Access(arguments),
            ShutdownTimeout = TimeSpan.FromSeconds(10),
        };
        await using var app = await RepriseServer.BuildAsync(options, cancellationToken);
        var address = await app.ListenAsync(cancellationToken);
        Say(address, options, arguments.GetValue(_json));
        if (app.TakeFirstAdminPassword() is { } password)
        {
            Terminal.ErrorWriter.WriteLine($"""
                This is the first start with access control. Sign in as the administrator:
                  user name    {AccessStores.FirstAdmin}
                  password     {password}
                It is shown this once and kept nowhere; `reprise users set-password {AccessStores.FirstAdmin}` makes another.
                """);
        }

        await app.WaitForShutdownAsync(cancellationToken);
        Terminal.ErrorWriter.WriteLine("Stopped.");
        return ExitCode.Ok;
    }

    private AccessOptions Access(ParseResult arguments) => new()
    {
        Mode = arguments.GetValue(_auth) ? AccessMode.On : arguments.GetValue(_noAuth) ? AccessMode.Off : AccessMode.Automatic,
        DefaultPermission = PermissionNames.Parse(arguments.GetRequiredValue(_defaultPermission)),
        Rate = _rate.Of(arguments) is { } rate ? new RateOptions { PerCaller = rate, PerAddress = rate * 2 } : null,
        Oidc = arguments.GetValue(_oidcIssuer) is not { } issuer ? null : new OidcOptions
        {
            Issuer = Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
                ? uri
                : throw new RepriseException(ErrorCode.InvalidParameterValue, $"--oidc-issuer takes a URL, not '{issuer}'."),
            Audience = arguments.GetRequiredValue(_oidcAudience),
            NameClaim = arguments.GetRequiredValue(_oidcName),
            GroupsClaim = arguments.GetRequiredValue(_oidcGroups),
        },
    };

    private void Say(Uri address, RepriseServerOptions options, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(new UpReport(address.ToString(), options.Home, options.Model, options.BackendStore?.ToString()), CliJson.Text.UpReport);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"""
                Reprise is up, home {options.Home}{(options.BackendStore is { } store ? $", database {store}" : "")}
                  studio       {address}
                  tracking     MLFLOW_TRACKING_URI={address.ToString().TrimEnd('/')}
                  predictions  {address}invocations and {address}api/v1/predict, described at {address}docs
                Ctrl-C stops it.
                """);
        }

        if (IPAddress.TryParse(options.Host, out var host) && !IPAddress.IsLoopback(host))
        {
            Terminal.ErrorWriter.WriteLine(
                options.Access.Mode == AccessMode.Off
                    ? $"warning: {options.Host} is reachable from other machines and --no-auth is given: whoever reaches it may read and change everything."
                    : $"{options.Host} is reachable from other machines: put a proxy with TLS before it, since passwords and keys are sent as they are.");
        }
    }
}

/// <summary>Where the server listens, as <c>--json</c> prints it once it is ready.</summary>
internal sealed record UpReport(string Url, string Home, string? Model, string? Database);
