using Reprise.Core.Errors;

namespace Reprise.Core.Tests.Errors;

public sealed class ErrorCodesTests
{
    [Fact]
    public void EveryCode_HasOneWireNameAStatusAndAnExitCode()
    {
        var codes = Enum.GetValues<ErrorCode>();

        Assert.Equal(codes.Length, codes.Select(code => code.ToWire()).Distinct().Count());
        Assert.All(codes, code =>
        {
            Assert.Equal(code, ErrorCodes.FromWire(code.ToWire()));
            Assert.InRange(code.ToHttpStatus(), 400, 599);
            Assert.InRange(code.ToExitCode(), 1, 125);
        });
    }

    [Theory]
    [InlineData(ErrorCode.ResourceDoesNotExist, "RESOURCE_DOES_NOT_EXIST", 404, 1)]
    [InlineData(ErrorCode.InvalidParameterValue, "INVALID_PARAMETER_VALUE", 400, 2)]
    [InlineData(ErrorCode.GateFailed, "GATE_FAILED", 409, 3)]
    public void KnownCodes_HaveTheDocumentedForms(ErrorCode code, string wire, int http, int exit) =>
        Assert.Equal((wire, http, exit), (code.ToWire(), code.ToHttpStatus(), code.ToExitCode()));

    [Fact]
    public void FromWire_OfAnUnknownName_IsInternalError()
    {
        Assert.Equal(ErrorCode.InternalError, ErrorCodes.FromWire("SOMETHING_NEWER"));
        Assert.Equal(ErrorCode.InternalError, ErrorCodes.FromWire(null));
    }

    [Fact]
    public void ToWire_OfANumberThatIsNoCode_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ErrorCode)999).ToWire());

    [Fact]
    public void RepriseException_OfSeveralProblems_JoinsThemAsLines()
    {
        var error = new RepriseException(ErrorCode.InvalidParameterValue, ["one", "two"]);

        Assert.Equal($"one{Environment.NewLine}two", error.Message);
        Assert.Equal(["one", "two"], error.Problems);
        Assert.Empty(new RepriseException(ErrorCode.InternalError, "alone").Problems);
    }
}
