/** Next.js puts inline scripts into its pages: each answer gets a nonce of its own for them. */
import { NextResponse, type NextRequest } from 'next/server';

import { securityHeaders } from './practice/security-headers.ts';

export const proxy = (request: NextRequest): NextResponse => {
  const nonce = btoa(crypto.randomUUID());
  const headers = securityHeaders(process.env.LIVEKIT_URL ?? '', {
    'script-src': `'self' 'nonce-${nonce}'`,
    'style-src': `'self' 'nonce-${nonce}'`,
    // The loader that Next.js builds in does without trusted types.
    'require-trusted-types-for': null,
    'trusted-types': null,
  });
  // Next.js reads the nonce from there.
  const asked = new Headers(request.headers);
  asked.set('Content-Security-Policy', headers['Content-Security-Policy'] ?? '');
  const response = NextResponse.next({ request: { headers: asked } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
};

// The handler's answers have headers of their own, and its bodies and streams go to nobody else first.
export const config = { matcher: '/((?!api/|_next/static/).*)' };
