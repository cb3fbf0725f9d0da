using System.CommandLine;
using System.Security.Cryptography;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;

namespace Reprise.Cli.Access;

/// <summary>A password from standard input, else a random one that is shown once: never one on the command line, where other users see it.</summary>
internal sealed class PasswordInput
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";   // none that is taken for another
    private readonly Option<bool> _fromInput = new("--password-stdin")
    {
        Description = "Read the password from the first line of standard input. Default: make a random one and show it once.",
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_fromInput);

    /// <summary>The password, and whether it has to be shown.</summary>
    public async Task<(string Password, bool IsNew)> ReadAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (!arguments.GetValue(_fromInput))
        {
            return (string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 6))), true);
        }

        using var input = new StreamReader(Console.OpenStandardInput());
        var line = await input.ReadLineAsync(cancellationToken);
        return string.IsNullOrEmpty(line)
            ? throw new RepriseException(ErrorCode.InvalidParameterValue, "Standard input holds no password. Write one on its first line, or leave --password-stdin out for a random one.")
            : (line, false);
    }

    /// <summary>Tells people what to do with a new password.</summary>
    public static void Show(Terminal terminal, string name, string password)
    {
        terminal.OutputWriter.WriteLine(password);
        terminal.ErrorWriter.WriteLine($"This is the password of {name}. It is shown this once and kept nowhere.");
    }
}
