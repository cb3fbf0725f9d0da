using System.Reflection;
using System.Runtime.InteropServices;

namespace Reprise.Autolog.Runs;

/// <summary>On what a run was made: runtime, operating system, processor, versions of the libraries.</summary>
public static class EnvironmentRecord
{
    /// <summary>Where the record lies among a run's artifacts.</summary>
    public const string Path = "environment.json";

    /// <summary>The record as JSON. No variable of the environment, user name or path is in it.</summary>
    public static string ToJson() => JsonText.Object(
        json =>
        {
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            json.WriteString("runtime_identifier", RuntimeInformation.RuntimeIdentifier);
            json.WriteString("operating_system", RuntimeInformation.OSDescription);
            json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
            json.WriteNumber("processors", Environment.ProcessorCount);
            json.WriteStartObject("libraries");
            foreach (var (name, version) in Libraries())
            {
                json.WriteString(name, version);
            }

            json.WriteEndObject();
        },
        indented: true) + "\n";

    /// <summary>The loaded assemblies that are no part of the runtime, by name.</summary>
    private static IEnumerable<(string Name, string Version)> Libraries() =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic)
            .Select(assembly => (Name: assembly.GetName().Name ?? "", Assembly: assembly))
            .Where(entry => entry.Name.Length > 0 && !IsOfTheRuntime(entry.Name))
            .DistinctBy(entry => entry.Name, StringComparer.Ordinal)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => (entry.Name, Version(entry.Assembly)));

    private static bool IsOfTheRuntime(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard" or "Microsoft.CSharp" or "Microsoft.Win32.Primitives";

    private static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
}
