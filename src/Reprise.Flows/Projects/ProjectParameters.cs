using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Rules;

namespace Reprise.Flows.Projects;

/// <summary>The values an entry point runs with: those given, and the defaults of the others.</summary>
internal static class ProjectParameters
{
    /// <summary>Holds the given values against the declared parameters.</summary>
    /// <param name="entryPoint">What is declared.</param>
    /// <param name="given">Values by name; a name that is not declared is passed to the command as <c>--name value</c>.</param>
    /// <param name="folder">Relative paths that are given start here.</param>
    /// <param name="projectFolder">Relative paths that are defaults start here.</param>
    /// <returns>The values, the declared ones first, in their order.</returns>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: every value that is missing or breaks its type.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Resolve(
        EntryPoint entryPoint, IReadOnlyDictionary<string, string> given, string folder, string projectFolder)
    {
        var problems = new List<string>();
        var values = new List<KeyValuePair<string, string>>();
        foreach (var parameter in entryPoint.Parameters)
        {
            if (given.TryGetValue(parameter.Name, out var value))
            {
                values.Add(new(parameter.Name, Check(parameter, value, folder, problems)));
            }
            else if (parameter.Default is { } standard)
            {
                values.Add(new(parameter.Name, Check(parameter, standard, projectFolder, problems)));
            }
            else
            {
                problems.Add($"Entry point '{entryPoint.Name}' needs a value for '{parameter.Name}' ({Word(parameter.Type)}): -P {parameter.Name}=VALUE.");
            }
        }

        foreach (var (name, value) in given.Where(one => entryPoint.Parameters.All(parameter => parameter.Name != one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (!ProjectFileReader.IsName(name))
            {
                problems.Add($"'{name}' is no parameter's name: letters, digits, '_', '.' and '-', at most {Limits.Key}, beginning with a letter or '_'.");
            }

            values.Add(new(name, Check(new ProjectParameter(name, ParameterType.String, null), value, folder, problems)));
        }

        return problems.Count == 0 ? values : throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
    }

    private static string Check(ProjectParameter parameter, string value, string folder, List<string> problems)
    {
        if (value.Length > Limits.ParamValue || value.Contains('\0'))
        {
            problems.Add(FormattableString.Invariant(
                $"The value of '{parameter.Name}' has {value.Length} characters{(value.Contains('\0') ? ", a null among them" : "")}; at most {Limits.ParamValue} without nulls are allowed."));
            return value;
        }

        switch (parameter.Type)
        {
            case ParameterType.Float when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                problems.Add($"'{parameter.Name}' takes a number such as 0.5 or 1e-3, not '{value}'.");
                return value;
            case ParameterType.Path when IsUri(value):
                problems.Add($"'{parameter.Name}' takes a local path, not the URI '{value}'. Download it first, or declare the parameter as uri.");
                return value;
            case ParameterType.Path:
                var path = Absolute(value, folder);
                if (!Path.Exists(path))
                {
                    problems.Add($"'{parameter.Name}' names '{path}', which is not there.");
                }

                return path;
            case ParameterType.Uri when !IsUri(value):
                return Absolute(value, folder);
            default:
                return value;
        }
    }

    private static string Absolute(string path, string folder) => Path.GetFullPath(path, folder);

    private static bool IsUri(string value) => value.Contains("://", StringComparison.Ordinal) || value.StartsWith("models:/", StringComparison.Ordinal) || value.StartsWith("runs:/", StringComparison.Ordinal);

    private static string Word(ParameterType type) => type switch
    {
        ParameterType.Float => "a number",
        ParameterType.Path => "a path",
        ParameterType.Uri => "a URI or a path",
        _ => "text",
    };
}
