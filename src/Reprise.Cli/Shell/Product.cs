using System.Reflection;

namespace Reprise.Cli.Shell;

/// <summary>What this program calls itself.</summary>
internal static class Product
{
    /// <summary>The version with the commit it was built from, such as 0.1.0+4f2a….</summary>
    public static string FullVersion { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The version alone, such as 0.1.0.</summary>
    public static string Version { get; } = FullVersion.Split('+')[0];
}
