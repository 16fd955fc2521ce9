namespace SharingHub.Gateway.Answers;

/// <summary>One sentence of plain text.</summary>
internal static class PlainAnswer
{
    public static Task Write(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n");
    }
}
