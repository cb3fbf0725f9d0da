using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Reprise.Learning.Metrics;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Selection;
using Reprise.Learning.Selection.Searches;

namespace Reprise.Learning.Estimators;

/// <summary>The parameters of an estimator or pipeline as names and texts, as a run records them: nested estimators under their own prefix.</summary>
public static class EstimatorDescription
{
    /// <summary>
    /// Every parameter, in the order of their names within each estimator: <c>classifier = RandomForestClassifier</c>, <c>classifier.trees = 100</c>,
    /// <c>steps.0 = PowerTransformer</c>. Names are snake case, numbers culture-invariant, null is <c>none</c>; of a search's candidates their number is given.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(object estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var result = new List<KeyValuePair<string, string>>();
        AddParameters(estimator, "", result);
        return result;
    }

    /// <summary>The name of an estimator's type, without its type parameters.</summary>
    public static string NameOf(object estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var name = estimator.GetType().Name;
        return name.IndexOf('`', StringComparison.Ordinal) is > 0 and var mark ? name[..mark] : name;
    }

    private static void AddParameters(object estimator, string prefix, List<KeyValuePair<string, string>> result)
    {
        foreach (var property in estimator.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            Add(prefix + SnakeCase(property.Name), property.GetValue(estimator), result);
        }
    }

    private static void Add(string name, object? value, List<KeyValuePair<string, string>> result)
    {
        if (IsEstimator(value))
        {
            result.Add(new(name, NameOf(value!)));
            AddParameters(value!, name + ".", result);
        }
        else if (value is IEnumerable items and not string && items.Cast<object?>().Any(IsEstimator))
        {
            var index = 0;
            foreach (var item in items)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"{name}.{index++}"), item, result);
            }
        }
        else
        {
            result.Add(new(name, Text(value)));
        }
    }

    private static bool IsEstimator(object? value) => value is IClassifier or IRegressor or IClusterer or IPreprocessor or ITableEncoder or ColumnBlock or ISplitter;

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        bool flag => flag ? "true" : "false",
        ClassificationMetric metric => metric.Name,
        RegressionMetric metric => metric.Name,
        ISearch search => NameOf(search),
        Delegate => "custom",
        IEnumerable items when items.Cast<object?>().Any(item => item is ICandidate) => items.Cast<object?>().Count().ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => value.ToString() ?? "",
    };

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
