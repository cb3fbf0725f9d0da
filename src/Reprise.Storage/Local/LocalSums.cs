using System.Globalization;
using Reprise.Core.Files;

namespace Reprise.Storage.Local;

/// <summary>
/// SHA-256 of files as they were written, in files of the same names in a folder of their own. A sum counts only while its file has the size and time it had
/// then, so that a sum of another version, or of a file that other programs wrote, is no sum.
/// </summary>
internal sealed class LocalSums(string root)
{
    private const string FolderName = ".reprise-tmp-sums";

    /// <summary>The sum in hexadecimal; null when it is not known.</summary>
    public string? Find(ObjectEntry entry)
    {
        try
        {
            var path = PathOf(entry.Key);
            return File.Exists(path) && File.ReadAllText(path).Split(' ') is [var version, { Length: 64 } sum] && version == entry.Version ? sum : null;
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception))
        {
            return null;   // being replaced; a sum is a help, not a need
        }
    }

    /// <summary>Records the sum of a file that is about to get this name.</summary>
    public void Put((ObjectEntry Entry, string Sum) known)
    {
        var (entry, sum) = known;
        try
        {
            var path = PathOf(entry.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = Path.Combine(root, FolderName, AtomicFile.TemporaryName());
            File.WriteAllText(temporary, string.Create(CultureInfo.InvariantCulture, $"{entry.Version} {sum}"));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception))
        {
            // The file itself is what counts; without a sum readers compare nothing.
        }
    }

    /// <summary>Forgets the sums of a file or folder.</summary>
    public void Delete(ObjectKey key)
    {
        try
        {
            var path = PathOf(key);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (LocalErrors.IsOurs(exception))
        {
            // A sum without its file is no sum.
        }
    }

    private string PathOf(ObjectKey key) => Path.Combine(root, FolderName, key.Value);
}
