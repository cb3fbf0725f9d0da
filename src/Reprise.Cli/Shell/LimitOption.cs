namespace Reprise.Cli.Shell;

/// <summary>The <c>--limit</c> option: how many items are listed.</summary>
internal sealed class LimitOption(int max = 50_000) : NumberOption<int>("--limit", "How many to list.", Math.Min(100, max), 1, max)
{
    /// <summary>Tells people when there is more than was asked for.</summary>
    public static void SayMore(Terminal terminal, string? nextPageToken)
    {
        if (nextPageToken is not null)
        {
            terminal.ErrorWriter.WriteLine("There are more; list them with a larger --limit.");
        }
    }
}
