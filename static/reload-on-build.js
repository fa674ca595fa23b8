// For `trunk serve` alone: loads the page anew after each build, and says when one failed. What
// Trunk puts into pages for this stands in the page itself, where no policy of ours lets scripts in.

const address = new URL(".well-known/trunk/ws", document.baseURI);
address.protocol = address.protocol === "https:" ? "wss:" : "ws:";

const listen = (again) => {
  const socket = new WebSocket(address);
  // Trunk was started anew, and has built.
  if (again) socket.onopen = () => location.reload();
  socket.onmessage = ({ data }) => {
    const { type, data: more } = JSON.parse(data);
    if (type === "reload") location.reload();
    if (type === "buildFailure") console.error("The build failed:", more.reason);
  };
  socket.onclose = () => setTimeout(listen, 5000, true);
};

listen(false);
