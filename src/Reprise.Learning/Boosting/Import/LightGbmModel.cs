using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Boosting.Import;

/// <summary>Reads models that LightGBM saved as text (<c>save_model("model.txt")</c>, format v2 to v4).</summary>
/// <remarks>
/// Offered: objectives <c>binary</c>, <c>multiclass</c>, <c>regression</c> and its kin with the identity or the exponential; numeric and categorical splits; missing
/// values as NaN, as zero, or none; averaged trees (random forests). Nothing in the file is executed, and every size, index and tree is checked.
/// </remarks>
public static class LightGbmModel
{
    private const string Library = "LightGBM";

    /// <summary>Reads a file.</summary>
    /// <exception cref="RepriseException">The file is missing, damaged, no LightGBM model, or uses what is not offered.</exception>
    public static ImportedTrees Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"There is no LightGBM model '{path}'.");
        }

        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>Reads text; <paramref name="place"/> names it in messages.</summary>
    /// <exception cref="RepriseException">The text is damaged, no LightGBM model, or uses what is not offered.</exception>
    public static ImportedTrees Read(TextReader reader, string place)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrEmpty(place);
        var (head, sections) = Sections(reader, place);
        if (head.Text("version") is not ("v2" or "v3" or "v4"))
        {
            throw head.NotOffered("version", "must be v2, v3 or v4");
        }

        var columns = head.Integer("max_feature_idx", 0, int.MaxValue - 1) + 1;
        var outputs = head.Integer("num_tree_per_iteration", 1, ushort.MaxValue);
        string[] names = head.Text("feature_names").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length != columns)
        {
            throw head.Damaged("feature_names", string.Create(CultureInfo.InvariantCulture, $"must name each of {columns} columns"));
        }

        if (sections.Count % outputs != 0)
        {
            throw head.Damaged("num_tree_per_iteration", string.Create(CultureInfo.InvariantCulture, $"must divide the number of trees, {sections.Count}"));
        }

        var (kind, factor) = Objective(head, outputs);
        factor /= head.Has("average_output") && sections.Count > 0 ? sections.Count / outputs : 1;
        var tally = SplitTally.Of(columns);
        BoostedTree[] trees = [.. sections.Select(section => LightGbmTree.Read(section, columns, factor, tally))];
        var ensemble = new TreeEnsemble(trees, new double[outputs], columns);
        return kind == OutputKind.Classes
            ? new ImportedTrees(new BoostedClassifierModel(ensemble, tally, names), null)
            : new ImportedTrees(null, new BoostedRegressorModel(ensemble, tally, kind == OutputKind.Exponential, names));
    }

    private static (LightGbmSection Head, List<LightGbmSection> Trees) Sections(TextReader reader, string place)
    {
        if (reader.ReadLine() is var first && first != "tree")
        {
            throw ImportErrors.Damaged(Library, place, "its first line", "must be 'tree'", first ?? "");
        }

        var head = new LightGbmSection(place, "its head");
        var (current, trees, number) = (head, new List<LightGbmSection>(), 1);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line == "end of trees")
            {
                return (head, trees);
            }

            if (line.StartsWith("Tree=", StringComparison.Ordinal))
            {
                if (line[5..] != trees.Count.ToString(CultureInfo.InvariantCulture))
                {
                    throw ImportErrors.Damaged(
                        Library, place, string.Create(CultureInfo.InvariantCulture, $"line {number}"), string.Create(CultureInfo.InvariantCulture, $"must be Tree={trees.Count}"), line);
                }

                current = new LightGbmSection(place, line);
                trees.Add(current);
            }
            else if (line.Length > 0)
            {
                current.Add(line, number);
            }
        }

        throw ImportErrors.Damaged(Library, place, "it", "must have the line 'end of trees'", string.Create(CultureInfo.InvariantCulture, $"{number} lines"));
    }

    private static (OutputKind Kind, double Factor) Objective(LightGbmSection head, int outputs)
    {
        var words = head.Text("objective").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var classes = head.Integer("num_class", 1, ushort.MaxValue);
        if (classes != outputs)
        {
            throw head.Damaged("num_class", string.Create(CultureInfo.InvariantCulture, $"must be the trees per iteration, {outputs}"));
        }

        switch (words.FirstOrDefault() ?? "")
        {
            case "binary" when outputs == 1:
                return (OutputKind.Classes, Sigmoid(head, words));
            case "multiclass" when outputs > 2:
                return (OutputKind.Classes, 1);
            case "regression" or "regression_l1" or "huber" or "fair" or "quantile" or "mape" when outputs == 1 && !words.Contains("sqrt"):
                return (OutputKind.Identity, 1);
            case "poisson" or "gamma" or "tweedie" when outputs == 1:
                return (OutputKind.Exponential, 1);
            default:
                throw head.NotOffered("objective", "must be binary, multiclass (of more than two), or a regression without sqrt");
        }
    }

    private static double Sigmoid(LightGbmSection head, string[] words)
    {
        var text = words.FirstOrDefault(word => word.StartsWith("sigmoid:", StringComparison.Ordinal)) ?? "sigmoid:1";
        return double.TryParse(text.AsSpan(8), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw head.Damaged("objective", "must have a sigmoid above 0");
    }
}
