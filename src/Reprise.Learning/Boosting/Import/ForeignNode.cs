namespace Reprise.Learning.Boosting.Import;

/// <summary>A node as another library numbers it: its own content, and the numbers of its children.</summary>
internal readonly record struct ForeignNode(BoostedNode Node, int Left, int Right);
