using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reprise.Core.Hashing;
using Reprise.Server.Hosting;
using Reprise.Studio.Hosting;

namespace Reprise.Server.Studio;

/// <summary>The Studio in the server: its forms are protected by keys that the home folder keeps, so that they outlive a restart.</summary>
internal static class StudioFeature
{
    /// <summary>Folder of the keys in the home, readable by its owner only.</summary>
    private const string KeyFolder = "keys";

    public static void AddStudioFeature(this WebApplicationBuilder builder, RepriseServerOptions options)
    {
        var folder = Path.Combine(Path.GetFullPath(options.Home), KeyFolder);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        builder.Services.AddStudio();

        var cookies = StudioCookies.Of(ContentHash.Sha256(Encoding.UTF8.GetBytes(folder))[..8]);
        builder.Services.AddSingleton(cookies);
        builder.Services.Configure<AntiforgeryOptions>(antiforgery => antiforgery.Cookie.Name = cookies.Antiforgery);
        builder.Services.AddDataProtection().SetApplicationName("reprise").PersistKeysToFileSystem(new DirectoryInfo(folder));

        // Its warning that keys are not encrypted at rest is answered by the folder's permissions.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
