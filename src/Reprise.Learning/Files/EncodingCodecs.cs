using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Columns;
using Reprise.Learning.Preprocessing.Encoding;
using Reprise.Learning.Preprocessing.Imputation;

namespace Reprise.Learning.Files;

/// <summary>Codecs of imputation and of encoders of table columns.</summary>
internal static class EncodingCodecs
{
    public static readonly StepCodec Imputer = StepCodec.For<SimpleImputerModel>(
        "simple-imputer",
        (model, writer) =>
        {
            writer.Doubles("fills", model.Fills, model.InputColumns);
            writer.Integers("indicated", model.Indicated, model.Indicated.Length);
        },
        reader =>
        {
            var fills = reader.Doubles("fills", reader.Columns);
            return new SimpleImputerModel(fills, Ascending(reader, "indicated", reader.Integers("indicated", -1)));
        });

    public static readonly StepCodec Indicator = StepCodec.For<MissingIndicatorModel>(
        "missing-indicator", (_, _) => { }, reader => new MissingIndicatorModel(reader.Columns));

    public static readonly StepCodec Selector = StepCodec.For<NumericSelectorModel>(
        "numeric-selector",
        (model, writer) =>
        {
            writer.Inputs("inputs", model.Inputs);
            writer.Flag("allow_missing", model.AllowMissing);
        },
        reader =>
        {
            var inputs = reader.Inputs("inputs");
            reader.Check(Array.TrueForAll(inputs, input => input.Type != ColumnType.String), "inputs", "must be numbers or booleans");
            return new NumericSelectorModel(inputs, reader.Flag("allow_missing"));
        });

    public static readonly StepCodec OneHotColumns = StepCodec.For<OneHotColumn>(
        "one-hot-column",
        (column, writer) =>
        {
            WriteCategories(column.Index, column.HasNull, column.Nulls, writer);
            writer.Name("unknown", column.Unknown);
            writer.Number("infrequent", column.Infrequent);
            writer.Integers("groups", column.Groups, column.Groups.Length);
        },
        reader =>
        {
            var (index, hasNull, nulls) = Categories(reader);
            reader.Check(nulls != NullEncoding.Missing, "nulls", "must be Category or Refuse");
            var unknown = reader.Name<UnknownCategory>("unknown");
            var infrequent = reader.Count("infrequent", OneHotColumn.None);
            var groups = reader.Integers("groups", index.Categories.Length + (hasNull ? 1 : 0));
            CheckGroups(reader, groups, infrequent);
            return new OneHotColumn(index, hasNull, groups, infrequent, unknown, nulls);
        });

    public static readonly StepCodec OneHot = StepCodec.For<OneHotEncoderModel>(
        "one-hot-encoder",
        (model, writer) => writer.Steps("inputs", model.Columns),
        reader =>
        {
            var columns = reader.Steps<OneHotColumn>("inputs", 0, 0);
            CheckNames(reader, columns.Select(column => column.Index.Input.Name));
            reader.Check(columns.Sum(column => (long)column.Width) > 0, "inputs", "must give at least one feature");
            return new OneHotEncoderModel(columns);
        });

    public static readonly StepCodec OrdinalColumns = StepCodec.For<OrdinalColumn>(
        "ordinal-column",
        (column, writer) =>
        {
            WriteCategories(column.Index, column.HasNull, column.Nulls, writer);
            writer.Name("unknown", column.Unknown);
            writer.Number("unknown_value", column.UnknownValue);
        },
        reader =>
        {
            var (index, hasNull, nulls) = Categories(reader);
            return new OrdinalColumn(index, hasNull, reader.Name<UnknownOrdinal>("unknown"), reader.Number("unknown_value"), nulls);
        });

    public static readonly StepCodec Ordinal = StepCodec.For<OrdinalEncoderModel>(
        "ordinal-encoder",
        (model, writer) => writer.Steps("inputs", model.Columns),
        reader =>
        {
            var columns = reader.Steps<OrdinalColumn>("inputs", 0, 0);
            CheckNames(reader, columns.Select(column => column.Index.Input.Name));
            return new OrdinalEncoderModel(columns);
        });

    public static readonly StepCodec Block = StepCodec.For<ColumnBlockModel>(
        "column-block",
        (block, writer) =>
        {
            writer.Text("name", block.Name);
            writer.Step("encoder", block.Encoder);
            writer.Steps("steps", block.Steps);
        },
        reader =>
        {
            var name = reader.Text("name");
            reader.Check(name.Length > 0, "name", "must not be empty");
            var encoder = reader.Step<ITableEncoderModel>("encoder", 0, 0);
            return new ColumnBlockModel(name, encoder, reader.Chain("steps", encoder.FeatureNames.Count, 0));
        });

    public static readonly StepCodec Transformer = StepCodec.For<ColumnTransformerModel>(
        "column-transformer",
        (model, writer) =>
        {
            writer.Flag("prefix_names", model.PrefixNames);
            writer.Steps("blocks", model.Blocks);
        },
        reader =>
        {
            var prefix = reader.Flag("prefix_names");
            var blocks = reader.Steps<ColumnBlockModel>("blocks", 0, 0);
            CheckNames(reader, blocks.Select(block => block.Name), "blocks");
            var types = blocks.SelectMany(block => block.Encoder.Inputs).Distinct().ToArray();
            reader.Check(types.DistinctBy(input => input.Name).Count() == types.Length, "blocks", "must agree on the type of each column");
            return new ColumnTransformerModel(blocks, prefix);
        });

    public static readonly StepCodec[] All = [Imputer, Indicator, Selector, OneHotColumns, OneHot, OrdinalColumns, Ordinal, Block, Transformer];

    /// <summary>Indices of columns, each at most once, in order.</summary>
    internal static int[] Ascending(StepReader reader, string name, int[] indices)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            reader.Check(indices[i] >= 0 && indices[i] < reader.Columns && (i == 0 || indices[i - 1] < indices[i]), name, "must be columns in ascending order");
        }

        return indices;
    }

    private static void WriteCategories(CategoryIndex index, bool hasNull, NullEncoding nulls, StepWriter writer)
    {
        writer.Text("name", index.Input.Name);
        writer.Name("column_type", index.Input.Type);
        writer.Texts("categories", index.Categories);
        writer.Flag("has_null", hasNull);
        writer.Name("nulls", nulls);
    }

    private static (CategoryIndex Index, bool HasNull, NullEncoding Nulls) Categories(StepReader reader)
    {
        var input = new InputColumn(reader.Text("name"), reader.Name<ColumnType>("column_type"));
        reader.Check(input.Name.Length > 0, "name", "must not be empty");
        var categories = reader.Texts("categories");
        reader.Check(CategoryIndex.Valid(input.Type, categories), "categories", "must be different, in order, and of the column's type");
        var hasNull = reader.Flag("has_null");
        var nulls = reader.Name<NullEncoding>("nulls");
        reader.Check(!hasNull || nulls == NullEncoding.Category, "has_null", "must be false where nulls are no category");
        return (new CategoryIndex(input, [.. categories]), hasNull, nulls);
    }

    /// <summary>Every column belongs to one category, the infrequent one to any number.</summary>
    private static void CheckGroups(StepReader reader, int[] groups, int infrequent)
    {
        var counts = new int[groups.Length];
        foreach (var group in groups)
        {
            reader.Check(group >= OneHotColumn.None && group < groups.Length, "groups", "must name a column per category, or -1");
            if (group >= 0)
            {
                counts[group]++;
            }
        }

        var width = groups.Length == 0 ? 0 : groups.Max() + 1;
        reader.Check(infrequent < width, "infrequent", "must be a column, or -1");
        for (var i = 0; i < width; i++)
        {
            reader.Check(counts[i] == 1 || (counts[i] > 1 && i == infrequent), "groups", "must give each column a category of its own");
        }
    }

    private static void CheckNames(StepReader reader, IEnumerable<string> names, string member = "inputs")
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            reader.Check(seen.Add(name), member, "must name each once");
        }

        reader.Check(seen.Count > 0, member, "must not be empty");
    }
}
