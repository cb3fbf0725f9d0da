using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Reprise.Cli.Shell;

/// <summary>Where a command writes: data on standard output, what is for people's eyes meanwhile on standard error.</summary>
internal sealed class Terminal
{
    private readonly Func<Stream> _openOutput;
    private readonly Lazy<IAnsiConsole> _output;
    private readonly Lazy<IAnsiConsole> _error;

    internal Terminal(TextWriter output, TextWriter error, Func<Stream> openOutput, bool outputIsTerminal, bool errorIsTerminal)
    {
        OutputWriter = output;
        ErrorWriter = error;
        OutputIsTerminal = outputIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        _openOutput = openOutput;
        _output = new Lazy<IAnsiConsole>(() => Create(output));
        _error = new Lazy<IAnsiConsole>(() => Create(error));
    }

    /// <summary>Plain text to standard output.</summary>
    public TextWriter OutputWriter { get; }

    /// <summary>Plain text to standard error.</summary>
    public TextWriter ErrorWriter { get; }

    /// <summary>Whether a person sees standard output as it is written.</summary>
    public bool OutputIsTerminal { get; }

    /// <summary>Whether a person sees standard error as it is written.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Standard output with colours and tables; honours NO_COLOR.</summary>
    public IAnsiConsole Output => _output.Value;

    /// <summary>Standard error with colours and progress bars; honours NO_COLOR.</summary>
    public IAnsiConsole Error => _error.Value;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() =>
        new(Console.Out, Console.Error, Console.OpenStandardOutput, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>Writes one JSON document and a line end to standard output, UTF-8 whatever the locale.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = _openOutput();
        JsonSerializer.Serialize(output, value, type);
        output.WriteByte((byte)'\n');
    }

    private static IAnsiConsole Create(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
