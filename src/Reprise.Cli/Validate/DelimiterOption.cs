using System.CommandLine;

namespace Reprise.Cli.Validate;

/// <summary>The <c>--delimiter</c> option: one character, or the word tab.</summary>
internal sealed class DelimiterOption : Option<string>
{
    public DelimiterOption()
        : base("--delimiter")
    {
        Description = "What separates fields: one character, or 'tab'. Default: comma.";
        HelpName = "CHAR";
        Validators.Add(result =>
        {
            if (Character(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError("--delimiter takes one character that is no quote or line break, or the word tab.");
            }
        });
    }

    /// <summary>The character.</summary>
    public char Of(ParseResult arguments) => Character(arguments.GetValue(this) ?? ",") ?? ',';

    private static char? Character(string? text) => text switch
    {
        "tab" or "\\t" => '\t',
        { Length: 1 } when text[0] is not ('"' or '\r' or '\n' or '\0') => text[0],
        _ => null,
    };
}
