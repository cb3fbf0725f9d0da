namespace Reprise.Storage.Tests;

public sealed class WindowsNamesTests
{
    [Theory]
    [InlineData("NUL")]
    [InlineData("con.txt")]
    [InlineData("Aux.tar.gz")]
    [InlineData("prn ")]
    [InlineData("com1")]
    [InlineData("LPT9.log")]
    [InlineData("COM\u00B9")]
    [InlineData("CONIN$")]
    [InlineData("notes.txt:stream")]
    [InlineData("a<b")]
    [InlineData("a?")]
    [InlineData("ends in a dot.")]
    [InlineData("ends in a space ")]
    public void Problem_NameThatMeansSomethingElse_IsNamed(string name) => Assert.Contains("on Windows", WindowsNames.Problem(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("console.txt")]
    [InlineData("com10")]
    [InlineData("com")]
    [InlineData("auxiliary")]
    [InlineData(".hidden")]
    [InlineData("a b;c")]
    public void Problem_PlainName_IsNone(string name) => Assert.Null(WindowsNames.Problem(name));
}
