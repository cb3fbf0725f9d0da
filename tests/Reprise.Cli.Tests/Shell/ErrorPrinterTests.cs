using Reprise.Cli.Shell;
using Reprise.Core.Errors;

namespace Reprise.Cli.Tests.Shell;

public sealed class ErrorPrinterTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData(ErrorCode.InvalidParameterValue, 2)]
    [InlineData(ErrorCode.ResourceDoesNotExist, 1)]
    [InlineData(ErrorCode.GateFailed, 3)]
    public void Print_KnownFailure_SaysItsMessageAndTakesItsExitCode(ErrorCode code, int exitCode)
    {
        var printed = Print(new RepriseException(code, "No such thing. Make one."));

        Assert.Equal(exitCode, printed);
        Assert.Equal("error: No such thing. Make one.", _error.ToString().TrimEnd());
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void Print_SeveralProblems_ListsEachOnALine()
    {
        Print(new RepriseException(ErrorCode.InvalidParameterValue, ["first", "second"]));

        Assert.Equal(["error: 2 problems", "  - first", "  - second"], _error.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void Print_Cancelled_TakesTheExitCodeOfAnInterruptedProgram() =>
        Assert.Equal(130, Print(new OperationCanceledException()));

    [Fact]
    public void Print_Unexpected_SaysOneLineWithoutTraceAndKeepsTheTraceInALog()
    {
        var failure = Assert.Throws<InvalidOperationException>(Fail);

        var exitCode = Print(failure);

        var line = _error.ToString().TrimEnd();
        var log = line.Split(' ')[^1];
        var logged = File.ReadAllText(log);
        File.Delete(log);
        Assert.Equal(70, exitCode);
        Assert.Matches(@"^internal error [0-9a-f]{8}: broken Details: .+\.log$", line);
        Assert.Contains("reprise test", logged);
        Assert.Contains("   at ", logged);
    }

    private static void Fail() => throw new InvalidOperationException("broken\nsecond line");

    private int Print(Exception failure) =>
        new ErrorPrinter(new Terminal(_output, _error, () => Stream.Null, outputIsTerminal: false, errorIsTerminal: false), TimeProvider.System)
            .Print(failure, "reprise test");
}
