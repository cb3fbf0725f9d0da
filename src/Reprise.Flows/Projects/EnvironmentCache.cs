using System.Security.Cryptography;
using System.Text;
using Reprise.Core.Errors;

namespace Reprise.Flows.Projects;

/// <summary>Environments on disk, made once for what they are made from. An environment that was not finished, because its maker died, is made anew.</summary>
internal static class EnvironmentCache
{
    private const string Finished = ".reprise-finished";

    /// <summary>The folder of an environment, making it when it is not there. One process makes it, others wait.</summary>
    /// <param name="cache">Folder of all environments.</param>
    /// <param name="madeFrom">Everything that decides what the environment holds.</param>
    /// <param name="make">Makes it in the folder it is given, which is empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string> GetAsync(string cache, string madeFrom, Func<string, Task> make, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(madeFrom)))[..32]);
        try
        {
            Directory.CreateDirectory(cache);
            using var key = await LockAsync(folder + ".lock", cancellationToken).ConfigureAwait(false);
            if (!File.Exists(Path.Combine(folder, Finished)))
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                await make(Directory.CreateDirectory(folder).FullName).ConfigureAwait(false);
                await File.WriteAllTextAsync(Path.Combine(folder, Finished), "", CancellationToken.None).ConfigureAwait(false);
            }

            return folder;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"The folder of environments '{cache}' cannot be used: {exception.Message}", exception);
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(100, cancellationToken).ConfigureAwait(false);   // another process makes this environment
            }
        }
    }
}
