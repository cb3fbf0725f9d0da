using System.Reflection;
using System.Runtime.CompilerServices;

namespace Reprise.Testing.Estimators;

/// <summary>Reads and clones the parameter records that estimators are.</summary>
internal static class Records
{
    /// <summary>The public properties that <c>with</c> can set.</summary>
    public static IReadOnlyList<PropertyInfo> Parameters(object record) =>
        [
            .. record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true })
                .OrderBy(property => property.Name, StringComparer.Ordinal),
        ];

    /// <summary>Whether a property can only be set while the object is made.</summary>
    public static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>Whether the type is a record class.</summary>
    public static bool IsRecord(Type type) => CloneOf(type) is not null;

    /// <summary>What <c>record with { property = value }</c> gives.</summary>
    public static object With(object record, PropertyInfo property, object? value)
    {
        var clone = CloneOf(record.GetType())!.Invoke(record, null)!;
        property.SetValue(clone, value);
        return clone;
    }

    /// <summary>A value that differs from the property's own and is likely in range.</summary>
    public static object? OtherValue(PropertyInfo property, object record) =>
        property.GetValue(record) switch
        {
            bool flag => !flag,
            int number => number + 1,
            uint number => number + 1,
            double number => number * 0.5 == number ? 0.5 : number * 0.5,
            null when Nullable.GetUnderlyingType(property.PropertyType) == typeof(int) => 3,
            null when Nullable.GetUnderlyingType(property.PropertyType) == typeof(double) => 0.5,
            var same => same,
        };

    /// <summary>A value no parameter of the property's type allows; null when the type has none.</summary>
    public static object? Impossible(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(int) ? int.MinValue : type == typeof(double) ? double.NaN : null;
    }

    private static MethodInfo? CloneOf(Type type) => type.GetMethod("<Clone>$");
}
