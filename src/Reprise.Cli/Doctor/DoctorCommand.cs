using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Reprise.Cli.Shell;
using Reprise.Core.Files;
using Reprise.Data.Datasets;
using TurkishMusic;

namespace Reprise.Cli.Doctor;

/// <summary><c>reprise doctor</c>: what this installation is, and whether home and port can be used.</summary>
internal sealed class DoctorCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly JsonOption _json = new();

    public DoctorCommand(Terminal terminal)
        : base(terminal, "doctor", "Show versions, whether home folder and default port can be used, and where the reference data is.")
    {
        Add(_home);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise doctor", "reprise doctor --json --home /srv/reprise"];

    /// <inheritdoc/>
    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var home = _home.Of(arguments);
        var report = new DoctorReport
        {
            Version = Product.Version,
            Runtime = RuntimeInformation.FrameworkDescription,
            OperatingSystem = RuntimeInformation.OSDescription,
            Processors = Environment.ProcessorCount,
            Checks = [Home(home), Port(5000), Data(home)],
        };
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(report, CliJson.Text.DoctorReport);
        }
        else
        {
            Write(report);
        }

        return Task.FromResult(report.Checks.All(check => check.Ok) ? ExitCode.Ok : ExitCode.Failure);
    }

    private void Write(DoctorReport report)
    {
        Terminal.OutputWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"reprise {report.Version} · {report.Runtime} · {report.OperatingSystem} · {report.Processors} processors"));
        var table = new TextTable("check", "ok", "found");
        foreach (var check in report.Checks)
        {
            table.Add(check.Name, check.Ok ? "yes" : "no", check.Found);
        }

        table.Write(Terminal);
    }

    private static DoctorCheck Home(string home)
    {
        if (File.Exists(home))
        {
            return new DoctorCheck("home", false, $"{home} is a file; a home is a folder. Name another with --home");
        }

        var there = Directory.Exists(home);
        var folder = there ? home : NearestExisting(home);
        if (File.Exists(folder))
        {
            return new DoctorCheck("home", false, $"{home} cannot be made: {folder} is a file. Name another folder with --home");
        }

        var probe = Path.Combine(folder, AtomicFile.TemporaryName());
        try
        {
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            return new DoctorCheck("home", true, there ? $"{home} is writable" : $"{home} is not there yet; `reprise demo` or `reprise up` creates it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DoctorCheck("home", false, there ? $"{home} is not writable: {e.Message}" : $"{home} cannot be made: {folder} is not writable: {e.Message}");
        }
    }

    private static string NearestExisting(string path)
    {
        while (!Path.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return path;
    }

    /// <summary>Where the reference data would come from, without asking the network or writing anything.</summary>
    private static DoctorCheck Data(string home)
    {
        var spec = TurkishMusicDataset.Spec;
        var last = new DatasetResolver(DatasetResolverOptions.FromEnvironment(home)).Look(spec)[^1];
        return new DoctorCheck(
            "data",
            true,
            last.Found ? $"{spec.Name}: {last.Location}" : $"{spec.Name} is not on this machine; `reprise demo` tries {spec.Url}, else it uses a sample and says so");
    }

    private static DoctorCheck Port(int port)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"port {port}");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new DoctorCheck(name, true, "free");
        }
        catch (SocketException e)
        {
            return new DoctorCheck(name, false, $"taken ({e.SocketErrorCode}); choose another with `reprise up --port N`");
        }
    }
}
