using Reprise.Core.Errors;

namespace Reprise.Tracking.Tests;

/// <summary>Asserts a refusal by its code and its words.</summary>
internal static class Refusal
{
    public static async Task IsAsync(ErrorCode code, string message, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAsync<RepriseException>(act);
        Assert.Equal(message, refusal.Message);
        Assert.Equal(code, refusal.Code);
    }
}
