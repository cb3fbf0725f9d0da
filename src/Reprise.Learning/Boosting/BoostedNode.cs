namespace Reprise.Learning.Boosting;

/// <summary>
/// A node of a boosted tree. A leaf has feature −1 and gives <see cref="Value"/>. An inner node sends a row to node <see cref="Child"/> or the one after
/// it; children come after their parent.
/// </summary>
/// <param name="Value">The threshold (left when x ≤ threshold), or the leaf's value.</param>
/// <param name="Feature">Column that is looked at, or −1.</param>
/// <param name="Child">The left child.</param>
/// <param name="Rule">How the value is compared, and where a missing one goes.</param>
/// <param name="Set">Of a categorical node: where its categories start in <see cref="BoostedTree.Sets"/>.</param>
internal readonly record struct BoostedNode(double Value, int Feature, int Child, NodeRules Rule, int Set)
{
    public const int Leaf = -1;

    /// <summary>A leaf.</summary>
    public static BoostedNode LeafOf(double value) => new(value, Leaf, 0, NodeRules.None, 0);
}
