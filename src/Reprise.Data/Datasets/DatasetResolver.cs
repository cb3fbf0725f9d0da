using System.Security.Cryptography;
using Reprise.Core.Errors;
using Reprise.Core.Files;
using Reprise.Core.Hashing;

namespace Reprise.Data.Datasets;

/// <summary>Finds a data set's file: cache, shared folder, canonical address, sample. Only bytes with the pinned hash are used; a sample is labelled as one.</summary>
/// <remarks>Safe to use from several threads and processes at once; killed at any moment it leaves no file that would be taken for the data.</remarks>
public sealed class DatasetResolver
{
    private readonly DatasetResolverOptions _options;

    /// <summary>A resolver for one home.</summary>
    public DatasetResolver(DatasetResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>Looks on this machine only, in cache and shared folder, and writes nothing; the last attempt is where the file is, if it was found.</summary>
    public IReadOnlyList<DatasetAttempt> Look(DatasetSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Check(spec);

        var attempts = new List<DatasetAttempt>();
        _ = TryFile(DatasetSource.Cache, Cached(spec), spec, attempts) || TryShared(spec, attempts);
        return attempts;
    }

    /// <summary>Tries the places in order and says what happened at each.</summary>
    /// <exception cref="RepriseException">It is nowhere and there is no sample; every attempt is listed.</exception>
    public async Task<DatasetResolution> ResolveAsync(DatasetSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Check(spec);

        var attempts = new List<DatasetAttempt>();
        var cached = Cached(spec);
        if (TryFile(DatasetSource.Cache, cached, spec, attempts))
        {
            return Resolution(spec, attempts, spec.Sha256);
        }

        if (TryShared(spec, attempts))
        {
            attempts[^1] = Keep(attempts[^1], cached, spec);
            return Resolution(spec, attempts, spec.Sha256);
        }

        if (await TryUrlAsync(spec, cached, attempts, cancellationToken).ConfigureAwait(false))
        {
            return Resolution(spec, attempts, spec.Sha256, cached) with { Url = spec.Url };
        }

        if (spec.WriteSample is null)
        {
            throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                [$"The data set '{spec.Name}' could not be found and has no sample. Put {spec.FileName} at {cached}.", .. attempts.Select(Words)]);
        }

        var sample = Path.Combine(Cache, "samples", spec.FileName);
        AtomicFile.Write(sample, spec.WriteSample);
        attempts.Add(new DatasetAttempt(DatasetSource.Sample, sample, true, "generated: the schema of the data set, not its data"));
        return Resolution(spec, attempts, ContentHash.Sha256OfFile(sample));
    }

    /// <summary>The files of a path below the <c>shared/data</c> folders, nearest first, whatever their content.</summary>
    public IEnumerable<string> FindShared(string relative) => SharedFolders().Select(folder => Path.Combine(folder, relative)).Where(File.Exists);

    private string Cache => Path.Combine(Path.GetFullPath(_options.Home), "cache", "data");

    private string Cached(DatasetSpec spec) => Path.Combine(Cache, spec.Sha256, spec.FileName);

    private static string Words(DatasetAttempt attempt) => $"{attempt.Source.ToString().ToLowerInvariant()}: {attempt.Location}: {attempt.Outcome}";

    private static void Check(DatasetSpec spec)
    {
        if (spec.Sha256.Length != 64 || !spec.Sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"`Sha256` of data set '{spec.Name}' must be 64 lower-case hexadecimal digits. Got '{spec.Sha256}'.", nameof(spec));
        }

        if (spec.FileName.Length == 0 || Path.GetFileName(spec.FileName) != spec.FileName || spec.FileName is "." or "..")
        {
            throw new ArgumentException($"`FileName` of data set '{spec.Name}' must be a name without folders. Got '{spec.FileName}'.", nameof(spec));
        }

        if (spec.Url is { } url && (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"`Url` of data set '{spec.Name}' must be https. Got '{url}'.", nameof(spec));
        }
    }

    private static DatasetResolution Resolution(DatasetSpec spec, List<DatasetAttempt> attempts, string sha256, string? path = null) => new()
    {
        Name = spec.Name,
        Source = attempts[^1].Source,
        Path = path ?? attempts[^1].Location,
        Sha256 = sha256,
        Attempts = attempts,
    };

    private bool TryShared(DatasetSpec spec, List<DatasetAttempt> attempts)
    {
        if (spec.SharedPath is not { } relative)
        {
            return false;
        }

        var candidates = FindShared(relative).ToList();
        if (candidates.Count == 0)
        {
            var searched = _options.SharedFolder ?? string.Join(" and ", _options.SearchFrom.Distinct(StringComparer.Ordinal));
            attempts.Add(new DatasetAttempt(
                DatasetSource.Shared, searched, false, _options.SharedFolder is null ? $"no shared/data/{relative} here or in any folder above" : $"no {relative} in it"));
        }

        return candidates.Exists(path => TryFile(DatasetSource.Shared, path, spec, attempts));
    }

    private IEnumerable<string> SharedFolders()
    {
        if (_options.SharedFolder is { } given)
        {
            return [Path.GetFullPath(given)];
        }

        return _options.SearchFrom.SelectMany(Ancestors).Select(folder => Path.Combine(folder, "shared", "data")).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }

    private static bool TryFile(DatasetSource source, string path, DatasetSpec spec, List<DatasetAttempt> attempts)
    {
        string outcome;
        var found = false;
        try
        {
            if (File.Exists(path))
            {
                var actual = ContentHash.Sha256OfFile(path);
                found = actual == spec.Sha256;
                outcome = found ? "sha256 verified" : DatasetDownload.WrongHash(actual, spec);
            }
            else
            {
                outcome = "not there";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            outcome = $"cannot be read: {e.Message}";
        }

        attempts.Add(new DatasetAttempt(source, path, found, outcome));
        return found;
    }

    /// <summary>Copies a verified file into the cache, so that a home that saw the data keeps it; where that fails the file is used all the same.</summary>
    private static DatasetAttempt Keep(DatasetAttempt shared, string cached, DatasetSpec spec)
    {
        try
        {
            AtomicFile.Write(cached, copy =>
            {
                using var file = File.OpenRead(shared.Location);
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var buffer = new byte[1 << 16];
                for (int count; (count = file.Read(buffer)) > 0;)
                {
                    hash.AppendData(buffer, 0, count);
                    copy.Write(buffer, 0, count);
                }

                if (Convert.ToHexStringLower(hash.GetHashAndReset()) != spec.Sha256)
                {
                    throw new IOException("it changed while it was copied");
                }
            });
            return shared;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return shared with { Outcome = $"{shared.Outcome}; not kept in the cache: {e.Message}" };
        }
    }

    private async Task<bool> TryUrlAsync(DatasetSpec spec, string cached, List<DatasetAttempt> attempts, CancellationToken cancellationToken)
    {
        if (spec.Url is not { } url)
        {
            return false;
        }

        var outcome = _options.Offline
            ? "not tried: REPRISE_OFFLINE is set"
            : await new DatasetDownload(_options, spec, url).TryAsync(cached, cancellationToken).ConfigureAwait(false);
        attempts.Add(new DatasetAttempt(DatasetSource.Url, url.ToString(), outcome is null, outcome ?? "downloaded, sha256 verified"));
        return outcome is null;
    }
}
