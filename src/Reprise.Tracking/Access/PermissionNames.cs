using Reprise.Core.Errors;

namespace Reprise.Tracking.Access;

/// <summary>The one place where a <see cref="Permission"/> becomes its name on the wire and back.</summary>
public static class PermissionNames
{
    private static readonly string[] Names = ["NO_PERMISSIONS", "READ", "EDIT", "MANAGE"];

    /// <summary>MLflow's name, such as <c>READ</c>.</summary>
    public static string ToWire(this Permission permission) => Names[(int)permission];

    /// <summary>The permission with this name: MLflow's, or <c>deny</c>, <c>read</c>, <c>edit</c>, <c>manage</c> in any case.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: no such name.</exception>
    public static Permission Parse(string? name)
    {
        var at = Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? (Permission)at
            : "deny".Equals(name, StringComparison.OrdinalIgnoreCase) ? Permission.Deny
            : throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"Invalid permission '{name}'. Valid permissions are: ('READ', 'EDIT', 'MANAGE', 'NO_PERMISSIONS')");
    }
}
