using Reprise.Tracking.Backup;

namespace Reprise.Tracking.Tests.Backup;

/// <summary>A process that saves a home and restores it, until somebody kills it.</summary>
internal static class DoomedRestore
{
    public const string Verb = "--save-and-restore";

    public static async Task<int> RunAsync(string home, string place)
    {
        await Console.Out.WriteLineAsync("started");
        await Console.Out.FlushAsync();
        var file = Path.Combine(place, "saved.tar");
        await HomeBackup.WriteAsync(home, file);
        await HomeRestore.RestoreAsync(file, Path.Combine(place, "restored"));
        return 0;
    }
}
