using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Reprise.Tracking.Client;

/// <summary>A process of a machine, told apart from a later one with the same number by its start time.</summary>
internal sealed record ProcessIdentity(string Host, int Id, long StartedAt)
{
    /// <summary>Tag: name of the machine.</summary>
    public const string HostTag = "reprise.process.host";

    /// <summary>Tag: number of the process.</summary>
    public const string IdTag = "reprise.process.pid";

    /// <summary>Tag: start of the process in milliseconds since the Unix epoch.</summary>
    public const string StartTag = "reprise.process.start-time";

    // The system derives start times from its boot time and a clock that may be set: two looks at one process differ a little.
    private const long ToleranceMilliseconds = 2000;

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } = Read();

    /// <summary>The tags that name the process.</summary>
    public IReadOnlyList<Tag> Tags =>
    [
        new(HostTag, Host),
        new(IdTag, Id.ToString(CultureInfo.InvariantCulture)),
        new(StartTag, StartedAt.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whether the process is gone for sure: it ran on this machine, and its number is free or belongs to another now.</summary>
    public bool IsGone()
    {
        if (Host != Current.Host)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(Id);
            return Math.Abs(StartOf(process) - StartedAt) > ToleranceMilliseconds || IsZombie(Id);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return false;   // it ends just now, or belongs to somebody else: look again another time
        }
    }

    // Ended, and its parent has not asked how: in containers nobody ever may.
    private static bool IsZombie(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                return false;
            }

            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')')..].StartsWith(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static ProcessIdentity Read()
    {
        using var process = Process.GetCurrentProcess();
        return new ProcessIdentity(Environment.MachineName, process.Id, StartOf(process));
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();
}
