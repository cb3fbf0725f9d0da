using System.Globalization;
using Reprise.Autolog.Steps;
using Reprise.Cli.Shell;
using Spectre.Console;

namespace Reprise.Cli.Demo;

/// <summary>Shows the loop's steps on standard error: a bar for the running one on a terminal, a line per finished step always.</summary>
internal sealed class DemoProgress(Terminal terminal, TimeProvider time) : IProgress<StepProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const string ClearLine = "\r\u001b[2K";

    private readonly bool _draws = terminal.ErrorIsTerminal && terminal.Error.Profile.Capabilities.Ansi;
    private long _started;
    private bool _barShown;

    /// <inheritdoc/>
    public void Report(StepProgress value)
    {
        if (value.Done == 0)
        {
            _started = time.GetTimestamp();
        }

        if (value.Done < 1)
        {
            Draw(value);
            return;
        }

        Dispose();
        var line = string.Create(CultureInfo.InvariantCulture, $"{value.Step,-9} {time.GetElapsedTime(_started).TotalSeconds,6:0.00} s  {value.Words}");
        if (terminal.ErrorIsTerminal)
        {
            terminal.Error.MarkupLineInterpolated($"[green]✓[/] {line}");
        }
        else
        {
            terminal.ErrorWriter.WriteLine(line);
        }
    }

    /// <summary>Takes an unfinished bar off the screen.</summary>
    public void Dispose()
    {
        if (_barShown)
        {
            terminal.ErrorWriter.Write(ClearLine);
            _barShown = false;
        }
    }

    private void Draw(StepProgress value)
    {
        if (_draws)
        {
            var filled = (int)(value.Done * BarWidth);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"  {value.Step,-9} [{new string('█', filled)}{new string('·', BarWidth - filled)}] {value.Done * 100,3:0} %  {value.Words}");
            terminal.ErrorWriter.Write(ClearLine + line[..Math.Min(line.Length, Math.Max(1, terminal.Error.Profile.Width - 1))]);
            _barShown = true;
        }
    }
}
