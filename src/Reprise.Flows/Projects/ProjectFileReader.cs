using System.Text.RegularExpressions;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Yaml;

namespace Reprise.Flows.Projects;

/// <summary>
/// Reads <c>MLproject</c> files (MLflow Projects): <c>name</c>, <c>entry_points</c> and one environment of <c>python_env</c>, <c>conda_env</c> and our
/// <c>dotnet_env</c>. Names of entry points and parameters are letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, beginning with a letter or <c>_</c>.
/// </summary>
public static partial class ProjectFileReader
{
    /// <summary>Files longer than this many bytes are refused.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly string[] Keys = ["name", "entry_points", "python_env", "conda_env", "dotnet_env", "docker_env"];

    /// <summary>Reads the file of a project's folder; a folder without one is a project without entry points, in the machine's environment.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the file breaks a rule; all broken ones are listed.</exception>
    public static ProjectFile Read(string folder)
    {
        var path = Path.Combine(folder, ProjectFile.FileName);
        if (!File.Exists(path))
        {
            return new ProjectFile(null, new Dictionary<string, EntryPoint>(), EnvironmentKind.System, null);
        }

        if (new FileInfo(path).Length is var length and > MaxBytes)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, FormattableString.Invariant($"{path} has {length} bytes; a project file has at most {MaxBytes}."));
        }

        try
        {
            using var text = new StreamReader(path);
            return Parse(text, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RepriseException(ErrorCode.PermissionDenied, $"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the text of a project file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the text breaks a rule; all broken ones are listed.</exception>
    public static ProjectFile Parse(TextReader text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var map = YamlData.ReadMap(text, source);
        var problems = new List<string>();
        foreach (var key in map.Keys.Where(key => !Keys.Contains(key, StringComparer.Ordinal)))
        {
            problems.Add($"{source}: '{key}' is no key of a project file; there are {string.Join(", ", Keys)}.");
        }

        var entryPoints = new Dictionary<string, EntryPoint>(StringComparer.Ordinal);
        if (map.GetValueOrDefault("entry_points") is Dictionary<string, object?> declared)
        {
            foreach (var (name, body) in declared)
            {
                entryPoints[name] = ReadEntryPoint(name, body, $"{source}: entry point '{name}'", problems);
            }
        }
        else if (map.GetValueOrDefault("entry_points") is not null)
        {
            problems.Add($"{source}: 'entry_points' must be a map of names to commands.");
        }

        var (kind, file) = ReadEnvironment(map, source, problems);
        return problems.Count == 0
            ? new ProjectFile(Text(map, "name", source, problems), entryPoints, kind, file)
            : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }

    /// <summary>Whether a text can name an entry point or a parameter.</summary>
    internal static bool IsName(string text) => text.Length <= Limits.Key && Name().IsMatch(text);

    private static EntryPoint ReadEntryPoint(string name, object? body, string where, List<string> problems)
    {
        if (!IsName(name))
        {
            problems.Add($"{where}: a name has letters, digits, '_', '.' and '-', at most {Limits.Key}, and begins with a letter or '_'.");
        }

        if (body is not Dictionary<string, object?> map)
        {
            problems.Add($"{where} must be a map with 'command' and, if it takes any, 'parameters'.");
            return new EntryPoint(name, [], "");
        }

        foreach (var key in map.Keys.Where(key => key is not ("command" or "parameters")))
        {
            problems.Add($"{where}: '{key}' is no key of an entry point; there are 'command' and 'parameters'.");
        }

        var command = Text(map, "command", where, problems);
        if (string.IsNullOrWhiteSpace(command))
        {
            problems.Add($"{where} has no 'command'.");
        }

        var parameters = map.GetValueOrDefault("parameters") switch
        {
            null => [],
            Dictionary<string, object?> declared => [.. declared.Select(parameter => ReadParameter(parameter.Key, parameter.Value, where, problems))],
            _ => Problem<ProjectParameter>($"{where}: 'parameters' must be a map of names to types.", problems),
        };
        if (command is null)
        {
            return new EntryPoint(name, parameters, "");
        }

        if (CommandTemplate.TryParse(command, out var template, out var wrong))
        {
            problems.AddRange(template.Names.Except(parameters.Select(parameter => parameter.Name), StringComparer.Ordinal)
                .Select(unknown => $"{where}: the command uses {{{unknown}}}, which is no declared parameter. Declare it, or write '{{{{' for a brace."));
        }
        else
        {
            problems.Add($"{where}: {wrong}");
        }

        return new EntryPoint(name, parameters, command);
    }

    private static ProjectParameter ReadParameter(string name, object? body, string where, List<string> problems)
    {
        where = $"{where}, parameter '{name}'";
        if (!IsName(name))
        {
            problems.Add($"{where}: a name has letters, digits, '_', '.' and '-', at most {Limits.Key}, and begins with a letter or '_'.");
        }

        string? type = null, value = null;
        switch (body)
        {
            case null:
                break;
            case string text:
                type = text;
                break;
            case Dictionary<string, object?> map:
                foreach (var key in map.Keys.Where(key => key is not ("type" or "default")))
                {
                    problems.Add($"{where}: '{key}' is no key of a parameter; there are 'type' and 'default'.");
                }

                type = Text(map, "type", where, problems);
                value = Text(map, "default", where, problems);
                break;
            default:
                problems.Add($"{where} must be a type or a map with 'type' and 'default'.");
                break;
        }

        if (!Enum.TryParse<ParameterType>(type ?? "string", ignoreCase: true, out var known) || !Enum.IsDefined(known) || (type is not null && char.IsAsciiDigit(type[0])))
        {
            problems.Add($"{where}: '{type}' is no type; there are string, float, path and uri.");
        }

        return new ProjectParameter(name, known, value);
    }

    private static (EnvironmentKind Kind, string? File) ReadEnvironment(Dictionary<string, object?> map, string source, List<string> problems)
    {
        if (map.ContainsKey("docker_env"))
        {
            problems.Add($"{source}: 'docker_env' is not offered: containers are not started here. Remove it, or run the command inside the container.");
        }

        var asked = new (string Key, EnvironmentKind Kind)[]
        {
            ("python_env", EnvironmentKind.Virtualenv), ("conda_env", EnvironmentKind.Conda), ("dotnet_env", EnvironmentKind.Dotnet),
        }.Where(one => map.ContainsKey(one.Key)).ToList();
        if (asked.Count == 0)
        {
            return (EnvironmentKind.System, null);
        }

        if (asked.Count > 1)
        {
            problems.Add($"{source} asks for {string.Join(" and ", asked.Select(one => one.Key))}; one environment is allowed.");
        }

        var file = Text(map, asked[0].Key, source, problems);
        if (string.IsNullOrWhiteSpace(file))
        {
            problems.Add($"{source}: '{asked[0].Key}' must name a file of the project.");
        }

        return (asked[0].Kind, file);
    }

    private static string? Text(Dictionary<string, object?> map, string key, string where, List<string> problems)
    {
        if (map.GetValueOrDefault(key) is { } value and not string)
        {
            problems.Add($"{where}: '{key}' must be text, not a {(value is List<object?> ? "list" : "map")}.");
            return null;
        }

        return map.GetValueOrDefault(key) as string;
    }

    private static List<T> Problem<T>(string words, List<string> problems)
    {
        problems.Add(words);
        return [];
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.\-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
