using System.Reflection;

namespace Reprise.Cli.Shell;

/// <summary>What this program calls itself.</summary>
internal static class Product
{
    /// <summary>The version without build metadata, such as 0.1.0.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
}
