namespace Reprise.Learning.Trees;

/// <summary>
/// A node of a flat tree. An inner node sends x[<see cref="Feature"/>] ≤ <see cref="Threshold"/> to node <see cref="Child"/>, else to the one after it;
/// children come after their parent. A leaf has feature −1, <see cref="Child"/> is its row in the leaf values, and <see cref="Threshold"/> is the weight of
/// the training rows it holds, or 0 where that was not kept.
/// </summary>
internal readonly record struct TreeNode(double Threshold, int Feature, int Child)
{
    public const int Leaf = -1;
}
