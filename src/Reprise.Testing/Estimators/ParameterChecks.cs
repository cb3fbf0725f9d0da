using System.Globalization;

namespace Reprise.Testing.Estimators;

/// <summary>Checks on the parameters themselves.</summary>
internal static class ParameterChecks
{
    public static void Run(object estimator, FitRunner runner, CheckLog log)
    {
        var type = estimator.GetType();
        log.Expect(type.IsSealed, "is not sealed.");
        if (!Records.IsRecord(type))
        {
            log.Expect(false, "is not a record, so `with` cannot clone it.");
            return;
        }

        foreach (var property in Records.Parameters(estimator))
        {
            log.Expect(Records.IsInitOnly(property), $"`{property.Name}` can be set after construction; make it `init`.");
            log.Check($"with {{ {property.Name} = … }}", () =>
            {
                var before = property.GetValue(estimator);
                var clone = Records.With(estimator, property, Records.OtherValue(property, estimator));
                log.Expect(Equals(property.GetValue(estimator), before), $"`with {{ {property.Name} = … }}` changes the original.");
                log.Expect(
                    Equals(clone, estimator) == Equals(property.GetValue(clone), before), $"equality does not follow `{property.Name}`.");
            });

            if (Records.Impossible(property) is { } impossible)
            {
                var clone = Records.With(estimator, property, impossible);
                var what = string.Create(CultureInfo.InvariantCulture, $"{property.Name} = {impossible}");
                log.Refuses(what, $"`{property.Name}` of `{type.Name}`", () => runner.Fit(clone, CancellationToken.None));
            }
        }
    }
}
