/** A QR code, dark on white in every theme: many readers know no other. `path` lies over `size` squares a side. */
export function QrPicture({ size, path, label }: { size: number; path: string; label: string }) {
  return (
    <svg
      className="mb-4 block size-56 max-w-full rounded-sm border border-line bg-white"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
