using System.CommandLine;
using System.Text;

namespace Reprise.Cli.Validate;

/// <summary>The <c>--encoding</c> option: a name such as windows-1254.</summary>
internal sealed class EncodingOption : Option<string>
{
    public EncodingOption()
        : base("--encoding")
    {
        Description = "Encoding of the file, such as windows-1254 or latin1. Default: by byte order mark, else UTF-8.";
        HelpName = "NAME";
        Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && Find(name) is null)
            {
                result.AddError($"--encoding: there is no encoding '{name}'. Try utf-8, utf-16, latin1, windows-1252 or windows-1254.");
            }
        });
    }

    /// <summary>The encoding; null where none was given.</summary>
    public Encoding? Of(ParseResult arguments) => arguments.GetValue(this) is { } name ? Find(name) : null;

    private static Encoding? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
